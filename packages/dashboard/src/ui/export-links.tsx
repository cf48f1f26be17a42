import type { JSX } from 'preact'
import { token } from '../data/client.ts'
import { EXPORT_FORMATS, type Exported, type ExportFilters, exportAddress } from '../route/export-address.ts'
import { say, words } from '../words/words.ts'
import { Icon } from './icon.tsx'

const texts = words({
  en: {
    save: 'Save all rows of these filters:',
    as: (format: string) => `All rows of these filters as ${format}`,
    public: 'Files hold public bots only; private ones are saved with the token over the API.',
  },
  tr: {
    save: 'Bu filtrelerin tüm satırlarını kaydet:',
    as: (format: string) => `Bu filtrelerin tüm satırları, ${format} olarak`,
    public: 'Dosyalarda yalnızca herkese açık botlar bulunur; özel olanlar API üzerinden belirteçle kaydedilir.',
  },
})

/** Files of exactly what the filters show, over all pages, with where they come from. */
export const ExportLinks = ({ of, filters }: { of: Exported; filters: ExportFilters }): JSX.Element => (
  <p class="controls">
    <Icon name="download" />
    <span class="quiet">{say(texts).save}</span>
    {EXPORT_FORMATS.map((format) => (
      <a
        key={format}
        class="button"
        href={exportAddress(of, filters, format)}
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
