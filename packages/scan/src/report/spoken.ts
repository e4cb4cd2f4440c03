/** Texts name this program as the server's command; called alone it has another name. */
export const spoken = (text: string, { command }: { readonly command: string }): string =>
  text.replaceAll('bugheist scan ', `${command} `).replaceAll('bugheist scan\n', `${command}\n`);
