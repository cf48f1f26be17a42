import { readFileSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

/** Whom a server runs as when this process is root. */
export type Account = { name: string; uid: number; gid: number }

/**
 * PostgreSQL refuses to run as root, so root lends it an account that every system has: `postgres` where there is one, else
 * `nobody`. No account is ever made. A folder that already belongs to an ordinary user stays that user's.
 *
 * `undefined` when this process is no root and the server simply runs as its user.
 */
export const accountForServer = (existingDir?: string): Account | undefined => {
  if (process.getuid?.() !== 0) return undefined
  if (process.platform !== 'linux') {
    throw new Error(
      'PostgreSQL cannot run as root on this system; run papertape as an ordinary user, or set DATABASE_URL',
    )
  }
  const accounts = accountsOf(readFileSync('/etc/passwd', 'utf8'))
  if (existingDir !== undefined) {
    const { uid } = statSync(existingDir)
    const owner = accounts.find((account) => account.uid === uid && uid !== 0)
    if (owner !== undefined) return owner
  }
  const account = accounts.find(({ name }) => name === 'postgres') ?? accounts.find(({ name }) => name === 'nobody')
  if (account === undefined) {
    throw new Error(
      'PostgreSQL cannot run as root and there is no account postgres or nobody to lend it; set DATABASE_URL',
    )
  }
  return account
}

const accountsOf = (passwd: string): Account[] =>
  passwd.split('\n').flatMap((line) => {
    const [name = '', , uid = '', gid = ''] = line.split(':')
    return name === '' || uid === '' ? [] : [{ name, uid: Number(uid), gid: Number(gid) }]
  })

/** Whether the account may enter a folder and all that it lies in: a clone in /root, which is closed to others, it may not. */
export const canEnter = ({ uid, gid }: Account, folder: string): boolean => {
  for (let path = resolve(folder); ; path = dirname(path)) {
    const { mode, uid: owner, gid: group } = statSync(path)
    const allowed = owner === uid ? mode & 0o100 : group === gid ? mode & 0o010 : mode & 0o001
    if (allowed === 0) return false
    if (path === dirname(path)) return true
  }
}
