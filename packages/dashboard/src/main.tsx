import './style/base.css'
import './style/parts.css'
import { render } from 'preact'
import { App } from './app/app.tsx'
import { followPreferences } from './app/preferences.ts'
import { followLinks } from './route/url.ts'

const root = document.getElementById('app')
if (root === null) throw new Error('the document has no place for the page')
followLinks()
followPreferences()
// The first figures stand there already, as the gateway wrote them; from here on the page draws its own.
root.replaceChildren()
render(<App />, root)
