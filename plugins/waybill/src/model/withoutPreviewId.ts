/** What stands for the id that a promotion does not have yet, in names of branches; see the backend's preview. */
const PREVIEW_ULID = /\.?0{26}\.?/g;

/** A text of a preview with an ellipsis where the promotion will have its id. */
export function withoutPreviewId(text: string): string {
  return text.replace(PREVIEW_ULID, '…');
}
