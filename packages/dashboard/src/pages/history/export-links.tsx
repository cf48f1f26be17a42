import type { JSX } from 'preact'
import { token } from '../../data/client.ts'
import { Icon } from '../../ui/icon.tsx'
import { say, words } from '../../words/words.ts'
import { EXPORT_FORMATS, exportAddress } from './export-address.ts'
import type { ListFilters } from './trade-query.ts'

const texts = words({
  en: {
    save: 'Save all rows of these filters:',
    as: (format: string) => `All trades of these filters as ${format}`,
    public: 'Files hold public bots only; private ones are saved with the token over the API.',
  },
  tr: {
    save: 'Bu filtrelerin tüm satırlarını kaydet:',
    as: (format: string) => `Bu filtrelerin tüm işlemleri, ${format} olarak`,
    public: 'Dosyalarda yalnızca herkese açık botlar bulunur; özel olanlar API üzerinden belirteçle kaydedilir.',
  },
})

/** Files of exactly what the filters show, over all pages. */
export const ExportLinks = ({ filters }: { filters: ListFilters }): JSX.Element => (
  <p class="controls">
    <Icon name="download" />
    <span class="quiet">{say(texts).save}</span>
    {EXPORT_FORMATS.map((format) => (
      <a
        key={format}
        class="button"
        href={exportAddress(filters, format)}
        download
        title={say(texts).as(format.toUpperCase())}
        aria-label={say(texts).as(format.toUpperCase())}
      >
        {format.toUpperCase()}
      </a>
    ))}
    {token.value === null ? null : <small class="quiet">{say(texts).public}</small>}
  </p>
)
