package dev.attune.deblur.resume;

import dev.attune.deblur.resume.RecordCodec.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lists, maps and the like of values that have a codec. */
final class ContainerCodecs {
  private ContainerCodecs() {}

  static Codec list(Codec element) {
    return new Codec() {
      @Override
      public void write(DataOutput out, Object value) throws IOException {
        List<?> list = (List<?>) value;
        out.writeInt(list.size());
        for (Object o : list) {
          element.write(out, o);
        }
      }

      @Override
      public Object read(DataInput in) throws IOException {
        int size = in.readInt();
        List<Object> list = new ArrayList<>();
        for (int i = 0; i < size; i++) {
          list.add(element.read(in));
        }
        return list;
      }

      @Override
      public String structure() {
        return "List<" + element.structure() + ">";
      }
    };
  }

  static Codec optional(Codec element) {
    return new Codec() {
      @Override
      public void write(DataOutput out, Object value) throws IOException {
        Optional<?> o = (Optional<?>) value;
        out.writeBoolean(o.isPresent());
        if (o.isPresent()) {
          element.write(out, o.get());
        }
      }

      @Override
      public Object read(DataInput in) throws IOException {
        return in.readBoolean() ? Optional.of(element.read(in)) : Optional.empty();
      }

      @Override
      public String structure() {
        return "Optional<" + element.structure() + ">";
      }
    };
  }

  static Codec map(Codec keys, Codec values) {
    return new Codec() {
      @Override
      public void write(DataOutput out, Object value) throws IOException {
        Map<?, ?> map = (Map<?, ?>) value;
        out.writeInt(map.size());
        for (Map.Entry<?, ?> e : map.entrySet()) {
          keys.write(out, e.getKey());
          values.write(out, e.getValue());
        }
      }

      @Override
      public Object read(DataInput in) throws IOException {
        int size = in.readInt();
        Map<Object, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
          Object key = keys.read(in);
          map.put(key, values.read(in));
        }
        return map;
      }

      @Override
      public String structure() {
        return "Map<" + keys.structure() + "," + values.structure() + ">";
      }
    };
  }

  static Codec enumeration(Class<?> type) {
    Object[] constants = type.getEnumConstants();
    return new Codec() {
      @Override
      public void write(DataOutput out, Object value) throws IOException {
        out.writeByte(List.of(constants).indexOf(value));
      }

      @Override
      public Object read(DataInput in) throws IOException {
        return constants[in.readUnsignedByte()];
      }

      @Override
      public String structure() {
        return type.getSimpleName() + List.of(constants);
      }
    };
  }
}
