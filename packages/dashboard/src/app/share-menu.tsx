import type { JSX } from 'preact'
import { Icon } from '../ui/icon.tsx'
import { lazy } from '../ui/lazy.tsx'
import { Popover } from '../ui/popover.tsx'
import { say, words } from '../words/words.ts'

const texts = words({ en: { share: 'Share this view' }, tr: { share: 'Bu görünümü paylaş' } })

const ShareView = lazy(() => import('../share/share-view.tsx'))

/** Links to what is shown, live or as it stands. */
export const ShareMenu = (): JSX.Element => (
  <Popover label={say(texts).share} icon={<Icon name="share" />} class="menu end">
    {() => <ShareView />}
  </Popover>
)
