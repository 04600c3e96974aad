package dev.attune.deblur.sharpness;

/**
 * How strong the gradients of a picture are at a fine and at a coarse scale, per cell of a grid:
 * for each cell the mean structure tensor (xx, xy, yy) of luma in 0..1 per pixel. This is all that
 * the weight-free sharpness needs of a frame.
 *
 * @param frameHeight rows of the picture
 * @param frameWidth columns of the picture
 * @param cellPx side of a cell; the last cell of a row or column of cells reaches to the border
 * @param rows rows of cells
 * @param columns columns of cells
 * @param fine tensors at the scale of single pixels, three values a cell
 * @param coarse tensors at the scale of about 4 px, three values a cell
 * @param clipped cells that are almost black or white, where neither detail nor noise can show
 */
@SuppressWarnings("ArrayRecordComponent") // a grid is its cells
public record GradientEnergy(
    int frameHeight,
    int frameWidth,
    int cellPx,
    int rows,
    int columns,
    float[] fine,
    float[] coarse,
    boolean[] clipped) {

  /** The cells whose centre lies in {@code box}, as a picture of the box's size. */
  public GradientEnergy crop(Box box) {
    int top = firstCell(box.top(), rows);
    int left = firstCell(box.left(), columns);
    int bottom = Math.max(top + 1, firstCell(box.bottom(), rows + 1));
    int right = Math.max(left + 1, firstCell(box.right(), columns + 1));
    int h = bottom - top;
    int w = right - left;
    float[] f = new float[3 * h * w];
    float[] c = new float[3 * h * w];
    boolean[] k = new boolean[h * w];
    for (int y = 0; y < h; y++) {
      int from = (top + y) * columns + left;
      System.arraycopy(fine, 3 * from, f, 3 * y * w, 3 * w);
      System.arraycopy(coarse, 3 * from, c, 3 * y * w, 3 * w);
      System.arraycopy(clipped, from, k, y * w, w);
    }
    return new GradientEnergy(box.height(), box.width(), cellPx, h, w, f, c, k);
  }

  /** The first cell whose centre is at or after pixel {@code at}, at most {@code cells - 1}. */
  int firstCell(int at, int cells) {
    return Math.min(cells - 1, Math.max(0, (at + cellPx / 2 - 1) / cellPx));
  }
}
