import { renderMarkdown } from '../../../markdown/render.ts';
import { Prose } from '../prose.tsx';

export const Text = ({ children }: { children: string }) => <Prose html={renderMarkdown(children).html} />;
