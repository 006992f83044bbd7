import { OPTIONS } from './options.mjs';

/** @param snippet the script element, as the server wrote it */
export function optionPage(number, snippet) {
  const { attributes = '', style = '', body = '', around = (tag) => tag, dir = 'ltr' } = OPTIONS[number];
  const script = snippet.replace('></script>', () => ` ${attributes}></script>`);
  return `<!doctype html><html lang="en" dir="${dir}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>${OPTIONS[number].title}</title><style>${style}</style></head>
<body>${body}${around(script)}</body></html>`;
}

/** Every option in a frame of its own, at two widths. */
export function overviewPage() {
  const frames = OPTIONS.map(
    ({ title }, number) => `<section><h2>${title}</h2>
<iframe src="/${number}" title="${title}" width="480" height="640" loading="lazy"></iframe>
<p><a href="/${number}" target="_blank">on its own</a></p></section>`,
  );
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Widget gallery</title><style>
body{font:16px system-ui;margin:24px;background:#f4f1ea;color:#1b2320}
main{display:flex;flex-wrap:wrap;gap:24px} h2{font-size:1rem} iframe{border:1px solid #ccc;background:#fff;max-width:90vw}
</style></head><body><h1>Widget gallery</h1><main>${frames.join('')}</main></body></html>`;
}
