/** What the palette and keys can ask of a log in front: each is a button of its page. */
export type LogPageCommand =
  | 'follow'
  | 'pause'
  | 'next'
  | 'previous'
  | 'clearFilter'
  | 'sinceFlash'
  | 'export';
