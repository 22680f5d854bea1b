/* Parts of the examples by which doors are described. */

export const JSON_BODY = "-H 'content-type: application/json'";
export const BEARER = '-H "authorization: Bearer $TOKEN"';
