/** The server said no; the message is its own sentence for the person. */
class Refused extends Error {
  override readonly name = 'Refused';
}

/** Posts JSON with the form token of the page; throws `Refused` for anything but a yes. */
export async function ask(url: string, token: string, body: unknown): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json', 'x-form-token': token },
    body: JSON.stringify(body),
  });
  const answer = (await response.json()) as { detail?: string };
  if (!response.ok) throw new Refused(answer.detail ?? response.statusText);
  return answer;
}
