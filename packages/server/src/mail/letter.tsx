import { renderToStaticMarkup } from 'preact-render-to-string';

/** What a letter says, without its form. Plain sentences: never text of a report, never a password or code. */
export interface Letter {
  subject: string;
  paragraphs: readonly string[];
  /** The one thing to do. */
  action?: { label: string; href: string };
  /** Why this person got the letter, and what to do if they did not expect it. */
  footer: string;
}

export interface WrittenLetter {
  subject: string;
  text: string;
  html: string;
}

/** A letter as plain text and as HTML that says the same; `instance` is how the sender calls itself. */
export function writeLetter(letter: Letter, instance: string): WrittenLetter {
  const html = renderToStaticMarkup(<Document {...letter} instance={instance} />);
  return { subject: letter.subject, text: plainText(letter), html: `<!doctype html>${html}` };
}

function plainText({ paragraphs, action, footer }: Letter): string {
  const link = action ? [`${action.label}:\n${action.href}`] : [];
  return `${[...paragraphs, ...link, `-- \n${footer}`].join('\n\n')}\n`;
}

const button =
  'display:inline-block;padding:9px 18px;border-radius:7px;background:#0d6a63;color:#fff;font-weight:600;text-decoration:none';
const font = 'font-family:system-ui,-apple-system,Segoe UI,Roboto,sans-serif';

// Mail programs drop style sheets, so the style stands in the tags.
function Document({ subject, paragraphs, action, footer, instance }: Letter & { instance: string }) {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <meta name="color-scheme" content="light dark" />
        <title>{subject}</title>
      </head>
      <body style={`margin:0;padding:24px;${font};font-size:16px;line-height:1.5`}>
        <div style="max-width:36em;margin:0 auto">
          <p style="margin:0 0 24px;font:600 20px Georgia,serif;color:#0d6a63">{instance}</p>
          {paragraphs.map((paragraph) => (
            <p style="white-space:pre-line">{paragraph}</p>
          ))}
          {action && (
            <p>
              <a href={action.href} style={button}>
                {action.label}
              </a>
              <br />
              <span style="display:inline-block;padding-top:8px;font-size:13px;word-break:break-all">
                {action.href}
              </span>
            </p>
          )}
          <p style="font-size:13px;border-top:1px solid #8888;padding-top:12px;margin-top:24px">{footer}</p>
        </div>
      </body>
    </html>
  );
}
