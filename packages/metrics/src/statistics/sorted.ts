/** Numbers in ascending order; a sorted array is one, and so is whatever need not hold all of them. */
export type Sorted = { readonly length: number; at(index: number): number | undefined }
