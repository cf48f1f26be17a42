import type { Credentials } from './add.ts'

export const describeCredentials = ({ name, url, user, password, publish, subscribe }: Credentials): string =>
  [
    `integrator ${name}`,
    '',
    ...(url === null ? [] : [`  server     ${url}`]),
    `  user       ${user}`,
    `  password   ${password}    shown this once`,
    `  publish    ${publish.join(', ')}`,
    `  subscribe  ${subscribe.join(', ')}`,
  ].join('\n')

export const describeIntegrators = (integrators: { name: string; bots: string[]; created_at: string }[]): string => {
  if (integrators.length === 0) return 'there are no integrators'
  const width = Math.max(...integrators.map(({ name }) => name.length))
  return integrators
    .map(({ name, bots, created_at }) => `${name.padEnd(width)}  ${created_at}  ${bots.join(', ')}`)
    .join('\n')
}
