const svg = 'http://www.w3.org/2000/svg';

/** A picture from the sprite, as the server's `Icon` draws it. */
export function makeIcon(sprite: string, name: string): SVGSVGElement {
  const picture = document.createElementNS(svg, 'svg');
  picture.setAttribute('class', 'icon');
  picture.setAttribute('width', '16');
  picture.setAttribute('height', '16');
  picture.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS(svg, 'use');
  use.setAttribute('href', `${sprite}#${name}`);
  picture.append(use);
  return picture;
}
