/** Hears one line, without its line end, about a step that may take a while (a download, the first start of a server). */
export type Progress = (line: string) => void

export const silent: Progress = () => {}
