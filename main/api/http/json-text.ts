/** An answer that is written as JSON already; bytes where they came as bytes. */
export class JsonText {
  readonly text: string | Buffer;

  constructor(text: string | Buffer) {
    this.text = text;
  }
}

export const toJson = (body: unknown): string | Buffer => (body instanceof JsonText ? body.text : JSON.stringify(body));
