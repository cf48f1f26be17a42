import { Component, type ComponentChildren } from 'preact'
import { problemWords } from '../data/problem-words.ts'
import { say, words } from '../words/words.ts'

const texts = words({
  en: { failed: 'This part cannot be shown', retry: 'Try again' },
  tr: { failed: 'Bu bölüm gösterilemiyor', retry: 'Yeniden dene' },
})

/** An error with what to do about it. */
export const Failure = ({ error, again }: { error: unknown; again: () => void }) => (
  <div class="failure" role="alert">
    <p>
      <strong>
        <span aria-hidden="true">⚠ </span>
        {say(texts).failed}
      </strong>
    </p>
    <p>{problemWords(error)}</p>
    <button type="button" onClick={again}>
      {say(texts).retry}
    </button>
  </div>
)

type Props = { children: ComponentChildren; again?: () => void; of?: unknown }

/** What breaks while it is drawn shows an error in its own place; the rest of the page goes on. */
export class Boundary extends Component<Props, { error: unknown }> {
  override state = { error: null }

  override componentDidCatch(error: unknown): void {
    this.setState({ error })
  }

  override componentDidUpdate(before: Props): void {
    // Other data may be right again.
    if (this.state.error !== null && before.of !== this.props.of) this.setState({ error: null })
  }

  override render() {
    if (this.state.error === null) return this.props.children
    const again = (): void => {
      this.setState({ error: null })
      this.props.again?.()
    }
    return <Failure error={this.state.error} again={again} />
  }
}
