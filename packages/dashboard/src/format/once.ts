/** What is made once for each key: making a formatter of Intl costs far more than using one. */
export const oncePer = <Made>(make: (...key: string[]) => Made): ((...key: string[]) => Made) => {
  const made = new Map<string, Made>()
  return (...key) => {
    const name = key.join('\n')
    const known = made.get(name)
    if (known !== undefined) return known
    const fresh = make(...key)
    made.set(name, fresh)
    return fresh
  }
}
