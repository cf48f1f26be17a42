/** The page about a bot, under the address at which the dashboard is reached; `null` where nobody has named one. */
export const dashboardUrlOf = (publicUrl: string | undefined, botId: string | null): string | null => {
  if (publicUrl === undefined) return null
  const url = new URL('bot-performance', publicUrl.endsWith('/') ? publicUrl : `${publicUrl}/`)
  if (botId !== null) url.searchParams.set('bot_id', botId)
  return url.href
}
