export { startTestServers, type TestServer, type TestServers, type TestServersOptions } from './test-servers.ts'
