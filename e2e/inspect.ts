import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page as Tab } from 'playwright-core';
import { expect } from 'vitest';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const screenshots = process.env['SCREENSHOTS'];

interface AxeRun {
  violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[];
}

/** What axe has against the page as it stands; with `only`, of these rules. */
export async function violations(tab: Tab, only: readonly string[] = []): Promise<string[]> {
  if (!(await tab.evaluate(() => 'axe' in globalThis))) await tab.evaluate(axe);
  const result = await tab.evaluate((rules) => {
    const { run } = (globalThis as unknown as { axe: { run(options: object): Promise<AxeRun> } }).axe;
    return run({
      resultTypes: ['violations'],
      ...(rules.length > 0 ? { runOnly: { type: 'rule', values: rules } } : {}),
    });
  }, only);
  return result.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary ?? ''}`),
  );
}

/**
 * The page as it stands, on a desk and on a phone, in the light and in the dark: nothing wider than the window, nothing
 * axe objects to. With SCREENSHOTS set to a folder it is also pictured.
 */
export async function inspect(tab: Tab, name: string): Promise<void> {
  for (const width of [1280, 390]) {
    await tab.setViewportSize({ width, height: 900 });
    for (const colorScheme of ['light', 'dark'] as const) {
      await tab.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const view = `${name} ${colorScheme} ${width}`;
      if (screenshots)
        await tab.screenshot({
          path: `${screenshots}/${view.replaceAll(/[^\w.-]+/g, '-')}.png`,
          fullPage: true,
        });
      // The dark changes colours and nothing else.
      const rules = colorScheme === 'dark' ? ['color-contrast', 'link-in-text-block'] : [];
      expect.soft(await violations(tab, rules), view).toEqual([]);
    }
    const overflow = await tab.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect.soft(overflow, `${name} at ${width} px is wider than the window`).toBeLessThanOrEqual(0);
  }
}
