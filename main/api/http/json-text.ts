/** An answer that is written as JSON already. */
export class JsonText {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export const toJson = (body: unknown): string => (body instanceof JsonText ? body.text : JSON.stringify(body));
