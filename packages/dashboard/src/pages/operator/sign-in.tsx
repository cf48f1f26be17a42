import { createClient, PapertapeProblem } from '@papertape/client'
import { useSignal } from '@preact/signals'
import type { JSX } from 'preact'
import { token, tokenRejected } from '../../data/client.ts'
import { problemWords } from '../../data/problem-words.ts'
import { say, words } from '../../words/words.ts'

const texts = words({
  en: {
    title: 'Operator mode',
    why: 'Changes ask for the operator’s token: it was printed when Papertape was started first, and lies in its data directory as admin-token. It stays in this page’s memory alone; a reload forgets it.',
    token: 'Operator’s token',
    enter: 'Sign in',
    wrong: 'The gateway does not take this token. Nothing was kept of it.',
    forgotten: 'The gateway does not take this token any more. It is forgotten; sign in again.',
    checking: 'Asking the gateway …',
  },
  tr: {
    title: 'İşletmen modu',
    why: 'Değişiklikler işletmenin belirtecini ister: Papertape ilk başlatıldığında yazdırılmıştır ve veri dizininde admin-token olarak durur. Yalnızca bu sayfanın belleğinde kalır; sayfa yenilenince unutulur.',
    token: 'İşletmenin belirteci',
    enter: 'Giriş yap',
    wrong: 'Ağ geçidi bu belirteci kabul etmiyor. Hiçbir şey saklanmadı.',
    forgotten: 'Ağ geçidi bu belirteci artık kabul etmiyor. Unutuldu; yeniden giriş yapın.',
    checking: 'Ağ geçidine soruluyor …',
  },
})

/** Takes the operator's token once the gateway has taken it. */
export const SignIn = (): JSX.Element => {
  const typed = useSignal('')
  const state = useSignal<'idle' | 'checking' | { error: string }>('idle')
  const t = say(texts)
  const check = async (): Promise<void> => {
    const given = typed.peek().trim()
    state.value = 'checking'
    tokenRejected.value = false
    try {
      // A read that only operators may: it changes nothing.
      await createClient({ baseUrl: location.origin, token: given, retries: 1 }).listSilences()
      typed.value = ''
      token.value = given
      state.value = 'idle'
    } catch (error) {
      const isRefused = error instanceof PapertapeProblem && (error.status === 401 || error.status === 403)
      if (isRefused) typed.value = ''
      state.value = { error: isRefused ? t.wrong : problemWords(error) }
    }
  }
  const now = state.value
  return (
    <section class="panel" aria-labelledby="sign-in-title">
      <h2 id="sign-in-title">{t.title}</h2>
      <p>{t.why}</p>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault()
          void check()
        }}
      >
        <div class="field">
          <label for="operator-token">{t.token}</label>
          <input
            id="operator-token"
            type="password"
            required
            autocomplete="off"
            spellcheck={false}
            value={typed.value}
            aria-describedby="sign-in-outcome"
            onInput={({ currentTarget }) => {
              typed.value = currentTarget.value
            }}
          />
        </div>
        <p class="actions">
          <button type="submit" class="primary" disabled={now === 'checking'}>
            {t.enter}
          </button>
        </p>
      </form>
      <div id="sign-in-outcome" role="alert">
        {now === 'checking' ? <p class="quiet">{t.checking}</p> : null}
        {typeof now === 'object' ? <p class="failure">⚠ {now.error}</p> : null}
        {now === 'idle' && tokenRejected.value ? <p class="failure">⚠ {t.forgotten}</p> : null}
      </div>
    </section>
  )
}
