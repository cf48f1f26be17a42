export { aNotice } from './testing/a-notice.ts'
export { type HttpReceiver, type Received, type Respond, startHttpReceiver } from './testing/http-receiver.ts'
export { type SmtpReceiver, startSmtpReceiver } from './testing/smtp-receiver.ts'
