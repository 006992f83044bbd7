import { buildElement, buildIcon } from './build-element.ts';
import { composer } from './composer.ts';
import type { ConversationView } from './conversation.ts';
import { describeFailure } from './describe-failure.ts';
import type { Say, Strings } from './locales/en.ts';
import { memory } from './memory.ts';
import { messageLog } from './message-log.ts';
import { notice } from './notice.ts';
import { buildLink } from './render-markdown.ts';
import { webAddress } from './safe-link.ts';
import { SOUND_MEMORY, toggleSound } from './sound-memory.ts';
import { warn } from './warn.ts';
import type { WidgetConfig } from './widget-config.ts';

const CROSS = 'M6 6l12 12M18 6L6 18';
const PENCIL = 'M4 20h4L19.5 8.5l-4-4L4 16zM13.5 6.5l4 4';
const SPEAKER = 'M4 10v4h4l5 4V6l-5 4zM16.5 9q2 3 0 6';

/** What the visitor may do here. */
export type PanelActions = {
  utter(text: string): void;
  tryAgain(): void;
  startNew(): void;
  leave(): void;
};

/** The dialog: header, messages, notice, composer, links. */
export type Panel = ConversationView & {
  element: HTMLElement;
  focus(): void;
  /** Puts words into the composer. */
  fill(text: string): void;
  /** @param isLocked nothing can be written until the notice goes */
  showNotice(name: 'historyLost' | 'offline' | 'signIn', isLocked?: boolean): void;
  hideNotice(): void;
};

/** @param isInline fills its element, and is never closed */
export function panel(
  { chatbot, ui, launcher }: WidgetConfig,
  strings: Strings,
  say: Say,
  actions: PanelActions,
  isInline: boolean,
): Panel {
  const log = messageLog(chatbot.name, strings, say);
  const field = composer(strings, say, actions.utter);
  const { element: noticeElement, show, hide } = notice();
  const header = buildElement(
    'header',
    { part: 'header' },
    avatar(chatbot),
    // The name's own direction must not move it to the other side.
    buildElement('h2', { id: 'title' }, buildElement('bdi', {}, chatbot.name)),
  );
  const footer = buildElement('footer', { part: 'footer' });
  const element = buildElement(
    'section',
    {
      class: isInline ? 'panel inline' : ui.showCloseButton ? 'panel' : 'panel keeps',
      part: 'panel',
      id: 'panel',
      role: isInline ? 'region' : 'dialog',
      'aria-labelledby': 'title',
      tabindex: '-1',
    },
    header,
    log.element,
    noticeElement,
    field.element,
  );
  element.hidden = !isInline;
  if (launcher.sound) header.append(soundButton());
  if (ui.showNewConversationButton)
    header.append(iconButton(PENCIL, () => strings.newConversation, actions.startNew));
  if (ui.showCloseButton && !isInline) header.append(iconButton(CROSS, () => strings.close, actions.leave));
  /** Tells once more what stands in the strip. */
  let tell = hide;
  const strip = (telling: () => void) => {
    tell = telling;
    tell();
  };
  say(() => {
    tell();
    footer.replaceChildren();
    addLink(strings.privacyPolicy, ui.privacyPolicyUrl);
    addLink(strings.termsOfService, ui.termsOfServiceUrl);
  });
  clear();

  function iconButton(path: string, name: () => string, act: () => void): HTMLElement {
    const button = buildElement('button', { class: 'tool' }, buildIcon(path));
    const show = () => {
      button.title = button.ariaLabel = name();
    };
    button.onclick = () => {
      act();
      show();
    };
    say(show);
    return button;
  }

  function soundButton(): HTMLElement {
    let isMuted = !!memory('getItem', SOUND_MEMORY);
    const dim = () => button.classList.toggle('muted', isMuted);
    const button = iconButton(
      SPEAKER,
      () => (isMuted ? strings.unmute : strings.mute),
      () => {
        isMuted = toggleSound();
        dim();
      },
    );
    dim();
    return button;
  }

  function addLink(label: string, url: string | null): void {
    const href = webAddress(url);
    if (!href) return;
    footer.append(buildLink(href, strings.opensInNewTab, label));
    element.append(footer);
  }

  function clear(): void {
    log.clear();
    hideNotice();
    if (chatbot.welcomeMessage) log.add({ role: 'bot', text: chatbot.welcomeMessage });
  }

  function showNotice(name: 'historyLost' | 'offline' | 'signIn', isLocked = false): void {
    field.setLocked(isLocked);
    strip(() => show(strings[name]));
  }

  function hideNotice(): void {
    strip(hide);
    field.setLocked(false);
  }

  return {
    ...field,
    element,
    clear,
    showNotice,
    hideNotice,
    showHistory(messages) {
      for (let i = 0; i < messages.length; i++) log.add(messages[i] as (typeof messages)[0], 'off');
    },
    showOutgoing({ text, clientMessageId }) {
      strip(hide);
      log.add({ role: 'visitor', text, clientMessageId });
      log.mark(clientMessageId, 'sending');
      log.write('');
    },
    showAccepted({ clientMessageId }) {
      log.mark(clientMessageId, 'sent');
    },
    showWriting: log.write,
    showReply(message) {
      log.stopWriting();
      log.add(message);
    },
    showFailure(failure, { clientMessageId }) {
      log.stopWriting();
      log.mark(clientMessageId, 'failed');
      strip(() => {
        const { text, reference, final } = describeFailure(failure, strings);
        field.setLocked(final);
        const retry = { label: strings.retry, run: actions.tryAgain };
        const anew = ui.showNewConversationButton && {
          label: strings.newConversation,
          run: actions.startNew,
        };
        // A text that is refused as it is would be refused again.
        show(text, reference, final ? anew : failure.status !== 422 && retry);
        log.scrollToEnd();
      });
      const { reference } = describeFailure(failure, strings);
      if (reference) warn(`${failure.status} ${reference}: ${failure.detail}`);
    },
    showHistoryLost: () => showNotice('historyLost'),
  };
}

function avatar({ name, avatarUrl }: WidgetConfig['chatbot']): HTMLElement {
  const first = /\S/u.exec(name)?.[0] ?? '';
  const monogram = buildElement('span', { class: 'avatar', 'aria-hidden': 'true' }, first);
  const src = webAddress(avatarUrl);
  if (src) {
    const picture = buildElement('img', { alt: '', src, referrerpolicy: 'no-referrer' });
    picture.onerror = () => picture.remove();
    monogram.append(picture);
  }
  return monogram;
}
