package dev.attune.deblur.resume;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes records as what they are made of, and reads them back. What is read is decided by the
 * declared types alone: no class is named in the bytes, so they can make nothing else. Known are
 * records, sealed interfaces of records, enumerations, {@link Optional}, {@link List}, {@link Map},
 * strings, numbers, arrays of numbers, and what {@link PlainCodecs} adds. Not thread-safe.
 */
final class RecordCodec {
  private final Map<String, Codec> known = new HashMap<>();

  /** Writes and reads values of one type. */
  interface Codec {
    void write(DataOutput out, Object value) throws IOException;

    Object read(DataInput in) throws IOException;

    /** The type and all that it is made of, so that a change of it is noticed. */
    String structure();
  }

  /**
   * For values of a type.
   *
   * @throws IllegalArgumentException when it is made of something that is not known
   */
  Codec of(Type type) {
    return of(type, Map.of());
  }

  private Codec of(Type type, Map<String, Type> variables) {
    Type resolved = resolved(type, variables);
    Codec codec = known.get(resolved.toString());
    if (codec == null) {
      codec = make(resolved);
      known.put(resolved.toString(), codec);
    }
    return codec;
  }

  private static Type resolved(Type type, Map<String, Type> variables) {
    if (type instanceof TypeVariable<?> variable) {
      return variables.get(variable.getName());
    }
    if (type instanceof ParameterizedType p) {
      List<Type> arguments = new ArrayList<>();
      for (Type argument : p.getActualTypeArguments()) {
        arguments.add(resolved(argument, variables));
      }
      return new Applied((Class<?>) p.getRawType(), arguments);
    }
    return type;
  }

  /** A generic type with its arguments. */
  private record Applied(Class<?> raw, List<Type> arguments) implements Type {}

  private Codec make(Type type) {
    Class<?> raw = type instanceof Applied a ? a.raw() : (Class<?>) type;
    List<Type> arguments = type instanceof Applied a ? a.arguments() : List.of();
    Optional<Codec> plain = PlainCodecs.of(raw);
    if (plain.isPresent()) {
      return plain.get();
    }
    if (raw == List.class) {
      return ContainerCodecs.list(of(arguments.get(0)));
    }
    if (raw == Optional.class) {
      return ContainerCodecs.optional(of(arguments.get(0)));
    }
    if (raw == Map.class) {
      return ContainerCodecs.map(of(arguments.get(0)), of(arguments.get(1)));
    }
    if (raw.isEnum()) {
      return ContainerCodecs.enumeration(raw);
    }
    if (raw.isRecord()) {
      Map<String, Type> variables = new HashMap<>();
      for (int i = 0; i < arguments.size(); i++) {
        variables.put(raw.getTypeParameters()[i].getName(), arguments.get(i));
      }
      return new OfRecord(raw, variables);
    }
    if (raw.isSealed()) {
      return choice(raw);
    }
    throw new IllegalArgumentException("values of " + type + " cannot be kept");
  }

  private Codec choice(Class<?> type) {
    List<Codec> codecs = new ArrayList<>();
    List<Class<?>> classes = List.of(type.getPermittedSubclasses());
    classes.forEach(c -> codecs.add(of(c)));
    return new Codec() {
      @Override
      public void write(DataOutput out, Object value) throws IOException {
        int at = classes.indexOf(value.getClass());
        out.writeByte(at);
        codecs.get(at).write(out, value);
      }

      @Override
      public Object read(DataInput in) throws IOException {
        return codecs.get(in.readUnsignedByte()).read(in);
      }

      @Override
      public String structure() {
        return type.getSimpleName() + codecs.stream().map(Codec::structure).toList();
      }
    };
  }

  /** A record is its components. */
  private final class OfRecord implements Codec {
    private final Class<?> type;
    private final List<Method> accessors = new ArrayList<>();
    private final List<Codec> codecs = new ArrayList<>();
    private final Constructor<?> constructor;

    OfRecord(Class<?> type, Map<String, Type> variables) {
      this.type = type;
      List<Class<?>> types = new ArrayList<>();
      for (RecordComponent c : type.getRecordComponents()) {
        c.getAccessor().setAccessible(true);
        accessors.add(c.getAccessor());
        codecs.add(of(c.getGenericType(), variables));
        types.add(c.getType());
      }
      try {
        constructor = type.getDeclaredConstructor(types.toArray(Class<?>[]::new));
        constructor.setAccessible(true);
      } catch (NoSuchMethodException e) {
        throw new IllegalStateException("every record has this constructor", e);
      }
    }

    @Override
    public void write(DataOutput out, Object value) throws IOException {
      for (int i = 0; i < codecs.size(); i++) {
        try {
          codecs.get(i).write(out, accessors.get(i).invoke(value));
        } catch (IllegalAccessException | InvocationTargetException e) {
          throw new IllegalStateException("a component of " + type + " cannot be read", e);
        }
      }
    }

    @Override
    public Object read(DataInput in) throws IOException {
      Object[] values = new Object[codecs.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = codecs.get(i).read(in);
      }
      try {
        return constructor.newInstance(values);
      } catch (InvocationTargetException e) {
        throw new IOException("no " + type.getSimpleName() + " has such values", e.getCause());
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("a record " + type + " cannot be made", e);
      }
    }

    @Override
    public String structure() {
      StringBuilder out = new StringBuilder(type.getSimpleName()).append('(');
      for (int i = 0; i < codecs.size(); i++) {
        out.append(accessors.get(i).getName())
            .append(':')
            .append(codecs.get(i).structure())
            .append(',');
      }
      return out.append(')').toString();
    }
  }
}
