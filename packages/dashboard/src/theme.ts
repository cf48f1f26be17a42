// Runs before anything is painted, and does nothing else: the choice of colours and language is there from the first frame.
const saved = (name: string): string | null => {
  try {
    return localStorage.getItem(`papertape-${name}`)
  } catch {
    return null
  }
}
const root = document.documentElement
const theme = saved('theme')
if (theme === 'light' || theme === 'dark') root.dataset['theme'] = theme
const palette = saved('palette')
if (palette !== null) root.dataset['palette'] = palette
