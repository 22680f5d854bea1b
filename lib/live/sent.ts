/**
 * A value on its way into the browser as one text. React sends a text as it is, and any other value member by member,
 * which takes more of the server's time than to draw the page.
 */
export type Sent<Value> = string & { readonly [VALUE]?: Value };

declare const VALUE: unique symbol;

/** @param value JSON, which a text says in full */
export function sent<Value>(value: Value): Sent<Value> {
  return JSON.stringify(value);
}

export function received<Value>(text: Sent<Value>): Value {
  return JSON.parse(text) as Value;
}
