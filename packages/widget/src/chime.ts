import type { ChatPage } from './chat-context.ts';
import { SOUND_MEMORY } from './sound-memory.ts';

/** Each kind of gesture brings this chunk, but a page is entered once. */
let played = false;

/**
 * Plays two soft notes once, as soon as the browser allows sound: at once where the visitor's gesture was one that counts,
 * else with the first that does (not every key, and no touch before it ends). Asking earlier would only leave a warning
 * in the page's console.
 *
 * @param page its end is that of the waiting; the loader has brought its memory already
 */
export function chime({ ending: { signal }, parts: { 5: memory } }: ChatPage): void {
  const play = () => {
    if (
      signal.aborted ||
      played ||
      !navigator.userActivation?.hasBeenActive ||
      memory('getItem', SOUND_MEMORY)
    )
      return;
    played = true;
    try {
      const audio = new AudioContext();
      note(audio, 660, 0);
      note(audio, 880, 0.12).onended = () => audio.close();
    } catch {
      // A page, or a browser, without sound: nothing is missed.
    }
  };
  play();
  addEventListener('pointerup', play, { signal });
  addEventListener('keyup', play, { signal });
}

/** @param startSeconds from now */
function note(audio: AudioContext, frequencyHz: number, startSeconds: number): OscillatorNode {
  const source = audio.createOscillator();
  const volume = audio.createGain();
  const start = audio.currentTime + startSeconds;
  source.frequency.value = frequencyHz;
  volume.gain.setValueAtTime(0.06, start);
  volume.gain.exponentialRampToValueAtTime(0.001, start + 0.3);
  source.connect(volume).connect(audio.destination);
  source.start(start);
  source.stop(start + 0.3);
  return source;
}
