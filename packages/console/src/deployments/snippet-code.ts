import type { DeploymentType, Snippet } from './deployments-api.ts';

export type SnippetKind =
  | 'html'
  | 'managed'
  | 'react'
  | 'next'
  | 'vue'
  | 'gtm'
  | 'wordpress'
  | 'shopify'
  | 'keyless'
  | 'curl';

export interface SnippetCode {
  readonly kind: SnippetKind;
  /** Null where this way is not open to the deployment. */
  readonly code: string | null;
}

/** The ways to bring the widget onto a page that suit a deployment, the likeliest first. */
export function snippetCodes(snippet: Snippet, type: DeploymentType): SnippetCode[] {
  const { html, keylessHtml, curl } = snippet;
  if (html === null) return curl === null ? [] : [{ kind: 'curl', code: curl }];
  const script = readScript(html);
  const codes: SnippetCode[] = [
    { kind: 'html', code: html },
    { kind: 'managed', code: snippet.managed },
    { kind: 'react', code: react(script) },
    { kind: 'next', code: next(script) },
    { kind: 'vue', code: vue(script) },
    { kind: 'gtm', code: tagManager(script) },
    { kind: 'wordpress', code: wordpress(script) },
    { kind: 'shopify', code: html },
    ...(keylessHtml === null ? [] : [{ kind: 'keyless' as const, code: keylessHtml }]),
  ];
  return codes.sort((a, b) => Number(b.kind === type) - Number(a.kind === type));
}

interface ScriptTag {
  readonly src: string;
  readonly key: string;
}

/** What the server put into its own snippet, read as a browser would. */
function readScript(html: string): ScriptTag {
  const script = new DOMParser().parseFromString(html, 'text/html').querySelector('script');
  return { src: script?.getAttribute('src') ?? '', key: script?.getAttribute('data-key') ?? '' };
}

function react({ src, key }: ScriptTag): string {
  return `import { useEffect } from 'react';

export function Chat() {
  useEffect(() => {
    const script = document.createElement('script');
    script.src = '${src}';
    script.dataset.key = '${key}';
    script.async = true;
    document.body.append(script);
  }, []);
  return null;
}`;
}

function next({ src, key }: ScriptTag): string {
  return `import Script from 'next/script';

<Script src="${src}" data-key="${key}" strategy="afterInteractive" />`;
}

function vue({ src, key }: ScriptTag): string {
  return `<script setup>
import { onMounted } from 'vue';

onMounted(() => {
  const script = document.createElement('script');
  script.src = '${src}';
  script.dataset.key = '${key}';
  script.async = true;
  document.body.append(script);
});
</script>`;
}

/** Tag managers strip data attributes from scripts that they insert; the address keeps its query. */
function tagManager({ src, key }: ScriptTag): string {
  return `<script async src="${src}?key=${encodeURIComponent(key)}"></script>`;
}

function wordpress({ src, key }: ScriptTag): string {
  return `add_action( 'wp_footer', function () {
  ?>
  <script async src="${src}" data-key="${key}"></script>
  <?php
} );`;
}
