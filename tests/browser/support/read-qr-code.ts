import jsqr from 'jsqr';
import type { Locator } from 'playwright-core';

/**
 * What a phone's camera reads from a picture on the page: from its pixels as they are shown, not from what drew them.
 *
 * @throws Error when there is no QR code to be read
 */
export async function readQrCode(picture: Locator): Promise<string> {
  const png = (await picture.screenshot()).toString('base64');
  const canvas = await picture.page().context().newPage();
  const { pixels, width, height } = await canvas.evaluate(async (image) => {
    const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${image}`)).blob());
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
    if (context === null) throw new Error('no canvas');
    context.drawImage(bitmap, 0, 0);
    const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
    return { pixels: Array.from(data), width: bitmap.width, height: bitmap.height };
  }, png);
  await canvas.close();
  const found = jsqr.default(Uint8ClampedArray.from(pixels), width, height);
  if (found === null) throw new Error('there is no QR code to be read');
  return found.data;
}
