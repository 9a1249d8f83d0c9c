// The trained classifiers of Chromaprint's algorithm 2 ("test2"): parameters that every implementation must share for their words
// to be comparable. L. Lalinský, https://acoustid.org/chromaprint; filters after Y. Ke, D. Hoiem, R. Sukthankar, Computer Vision
// for Music Identification, CVPR 2005.

export type Classifier = {
  /** 0 whole, 1 below − above, 2 right − left, 3 two diagonals, 4 middle − outer thirds in pitch, 5 the same in time. */
  filter: 0 | 1 | 2 | 3 | 4 | 5
  /** First chroma bin, number of chroma bins, number of rows (time). */
  bin: number
  height: number
  width: number
  /** Borders between the four values of two bits. */
  thresholds: readonly [number, number, number]
}

const classifier = (
  filter: Classifier['filter'],
  bin: number,
  height: number,
  width: number,
  ...thresholds: [number, number, number]
): Classifier => ({ filter, bin, height, width, thresholds })

/** In the order of the words' bits, most significant pair first. */
export const classifiers: readonly Classifier[] = [
  classifier(0, 4, 3, 15, 1.98215, 2.35817, 2.63523),
  classifier(4, 4, 6, 15, -1.03809, -0.651211, -0.282167),
  classifier(1, 0, 4, 16, -0.298702, 0.119262, 0.558497),
  classifier(3, 8, 2, 12, -0.105439, 0.0153946, 0.135898),
  classifier(3, 4, 4, 8, -0.142891, 0.0258736, 0.200632),
  classifier(4, 0, 3, 5, -0.826319, -0.590612, -0.368214),
  classifier(1, 2, 2, 9, -0.557409, -0.233035, 0.0534525),
  classifier(2, 7, 3, 4, -0.0646826, 0.00620476, 0.0784847),
  classifier(2, 6, 2, 16, -0.192387, -0.029699, 0.215855),
  classifier(2, 1, 3, 2, -0.0397818, -0.00568076, 0.0292026),
  classifier(5, 10, 1, 15, -0.53823, -0.369934, -0.190235),
  classifier(3, 6, 2, 10, -0.124877, 0.0296483, 0.139239),
  classifier(2, 1, 1, 14, -0.101475, 0.0225617, 0.231971),
  classifier(3, 5, 6, 4, -0.0799915, -0.00729616, 0.063262),
  classifier(1, 9, 2, 12, -0.272556, 0.019424, 0.302559),
  classifier(3, 4, 2, 14, -0.164292, -0.0321188, 0.0846339),
]

/** Rows that one word looks at. */
export const maxFilterWidth = 16
