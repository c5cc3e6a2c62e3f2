package io.kubeweft.resource;

import io.kubeweft.json.FieldNames;
import io.kubeweft.json.JsonCodec;
import io.kubeweft.json.JsonReader;
import io.kubeweft.json.JsonWriter;
import io.kubeweft.meta.GroupVersionResource;
import io.kubeweft.meta.KubernetesObject;
import io.kubeweft.meta.ObjectMeta;

/** A small kind of our own: metadata and one integer. */
public record TestObject(String apiVersion, String kind, ObjectMeta metadata, int value)
    implements KubernetesObject {
  public static final JsonCodec<TestObject> CODEC = new Codec();

  public static final ResourceType.Namespaced<TestObject> TYPE =
      ResourceType.namespaced(
          new GroupVersionResource("example.com", "v1", "tests"), "Test", TestObject.class, CODEC);

  public static TestObject named(String name, int value) {
    return new TestObject("example.com/v1", "Test", ObjectMeta.of(m -> m.name(name)), value);
  }

  TestObject withValue(int newValue) {
    return new TestObject(apiVersion, kind, metadata, newValue);
  }

  private static final class Codec implements JsonCodec<TestObject> {
    private static final FieldNames NAMES =
        FieldNames.of("apiVersion", "kind", "metadata", "value");

    @Override
    public TestObject read(JsonReader in) {
      String apiVersion = "example.com/v1";
      String kind = "Test";
      ObjectMeta metadata = ObjectMeta.EMPTY;
      int value = 0;
      in.beginObject();
      for (int position = in.nextField(NAMES, JsonReader.START);
          position != JsonReader.END;
          position = in.nextField(NAMES, position)) {
        switch (position) {
          case 0 -> apiVersion = in.type("example.com/v1");
          case 1 -> kind = in.type("Test");
          case 2 -> metadata = in.value(ObjectMeta.CODEC);
          case 3 -> value = in.int32();
          default -> in.skip();
        }
      }
      return new TestObject(apiVersion, kind, metadata, value);
    }

    @Override
    public void write(JsonWriter out, TestObject object) {
      out.beginObject();
      out.string(NAMES, 0, object.apiVersion);
      out.string(NAMES, 1, object.kind);
      out.value(NAMES, 2, object.metadata, ObjectMeta.CODEC);
      out.int32(NAMES, 3, object.value);
      out.endObject();
    }
  }
}
