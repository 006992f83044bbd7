import { createHash } from 'node:crypto';

/** Stands where a chunk names another one, for what follows the name there, until the contents of all are known. */
export const CHUNK_END = '-00000000.js';

/**
 * Names the chunks of a build: a name stands for what it holds for a year. All carry one digest, of everything that they
 * hold: none can mean another chunk's older or newer self, and whoever names one has named them all, since no compression
 * makes a digest shorter. Eight small letters and digits tell 2.8 × 10¹² builds apart.
 *
 * @param {[name: string, code: Buffer][]} bundles
 * @returns {{ chunks: Map<string, Buffer>, chunkEnd: string }} by file name; and what stands there instead of CHUNK_END
 */
export function nameByContent(bundles) {
  const hash = createHash('sha256');
  for (const [name, code] of bundles) hash.update(`${name}\0${code.length}\0`).update(code);
  const digest = BigInt(`0x${hash.digest('hex')}`)
    .toString(36)
    .slice(-8);
  const chunkEnd = `-${digest}.js`;
  const chunks = new Map();
  for (const [name, code] of bundles)
    chunks.set(`${name}${chunkEnd}`, Buffer.from(code.toString().replaceAll(CHUNK_END, chunkEnd)));
  return { chunks, chunkEnd };
}
