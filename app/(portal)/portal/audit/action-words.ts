/** Where the words for a code stand in the texts of `audit`; a dot would begin a level of its own there. */
export function actionKey(action: string): string {
  return `actions.${action.replaceAll('.', '_')}`;
}
