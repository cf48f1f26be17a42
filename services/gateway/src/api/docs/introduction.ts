import { type Html, html } from '@papertape/report'

/** What holds for every request. */
export const introduction: Html = html`<section id="introduction"><h2>What holds everywhere</h2>
<dl class="wide">
<div><dt>Answers</dt><dd><code>{"success": true, "data": …, "page"?: {"next", "limit"}, "meta": {"as_of": {"seq", "time"}}}</code>.
<code>meta.as_of</code> names the ledger position that an answer rests on; <code>meta.mode</code> which kind of bots it covers.</dd></div>
<div><dt>Numbers</dt><dd>Amounts are exact decimals as text. Figures are JSON numbers, or <code>null</code> where undefined, and then
<code>quality</code> says why. Times are RFC 3339 in UTC.</dd></div>
<div><dt>Who may ask</dt><dd>Whatever reads public bots needs no login. The rest needs <code>Authorization: Bearer $TOKEN</code>: the
operator’s token, or for signals a source’s. With the operator’s, private bots are seen too.</dd></div>
<div><dt>Pages</dt><dd>Pass <code>page.next</code> as <code>cursor</code> with the same filters until it is <code>null</code>. Rows that come
meanwhile move nothing.</dd></div>
<div><dt>Freshness</dt><dd>Every GET has an <code>ETag</code>; <code>If-None-Match</code> is answered 304. After a write, read with
<code>min_seq</code> to see at least that ledger position. HEAD works wherever GET does.</dd></div>
<div><dt>Mistakes</dt><dd>Unknown parameters and fields are errors. <code>errors[]</code> points to each field at fault;
<code>request_id</code> finds the request in the log.</dd></div>
<div><dt>Changes</dt><dd>Within a version answers may gain fields, and lose none.</dd></div>
</dl></section>`
