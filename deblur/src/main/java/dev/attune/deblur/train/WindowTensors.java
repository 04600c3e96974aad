package dev.attune.deblur.train;

import dev.attune.adaptation.runtime.Scope;
import dev.attune.adaptation.runtime.Tensor;
import dev.attune.adaptation.runtime.torch.TrainableModel;
import dev.attune.adaptation.tensor.ElementType;
import dev.attune.adaptation.tensor.Shape;
import dev.attune.video.frame.FloatImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * Packs lists of pictures into the tensors that a network's loss takes. Used by one thread; its
 * buffers are used again.
 */
public final class WindowTensors {
  private ByteBuffer buffer = ByteBuffer.allocateDirect(0);

  /**
   * Pictures [N][K] of one size as a tensor [N, K, C, H, W] of values minus {@code offset}; planes
   * after the third are guides and stay as they are.
   *
   * @param scope owner of the tensor
   */
  public Tensor pack(
      TrainableModel model, Scope scope, List<List<FloatImage>> pictures, float offset) {
    FloatImage first = pictures.get(0).get(0);
    Shape shape =
        Shape.of(
            pictures.size(),
            pictures.get(0).size(),
            first.channels(),
            first.height(),
            first.width());
    int bytes = Math.toIntExact(Math.multiplyExact(4L, shape.elements()));
    if (buffer.capacity() < bytes) {
      buffer = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }
    FloatBuffer floats = buffer.clear().limit(bytes).order(ByteOrder.nativeOrder()).asFloatBuffer();
    for (List<FloatImage> window : pictures) {
      for (FloatImage picture : window) {
        float[] values = picture.data();
        int colours = Math.min(3, picture.channels()) * picture.height() * picture.width();
        for (int i = 0; i < colours; i++) {
          floats.put(values[i] - offset);
        }
        floats.put(values, colours, values.length - colours);
      }
    }
    return model.tensor(scope, ElementType.FLOAT32, shape, buffer);
  }
}
