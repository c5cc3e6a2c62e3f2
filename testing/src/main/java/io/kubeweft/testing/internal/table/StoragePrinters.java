package io.kubeweft.testing.internal.table;

import io.kubeweft.json.JsonObject;
import io.kubeweft.meta.Quantity;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Shows volumes, claims and their classes. */
final class StoragePrinters {
  private static final String OLD_CLASS = "volume.beta.kubernetes.io/storage-class";

  static final Map<String, Printer> PRINTERS =
      Map.of(
          "persistentvolumes",
          Printer.of(
              "Name, Capacity, Access Modes, Reclaim Policy, Status, Claim, StorageClass,"
                  + " VolumeAttributesClass, Reason, Age, +VolumeMode",
              (object, cells) ->
                  cells
                      .name()
                      .text(quantity(Fields.text(object, "spec", "capacity", "storage")))
                      .text(modes(Fields.texts(object, "spec", "accessModes")))
                      .text("Retain", "spec", "persistentVolumeReclaimPolicy")
                      .text(phase(object))
                      .text(claim(object.getObject("spec", "claimRef")))
                      .text(storageClass(object))
                      .text(Fields.UNSET, "spec", "volumeAttributesClassName")
                      .text("", "status", "reason")
                      .age()
                      .text("Filesystem", "spec", "volumeMode")),
          "persistentvolumeclaims",
          Printer.of(
              "Name, Status, Volume, Capacity, Access Modes, StorageClass, VolumeAttributesClass,"
                  + " Age, +VolumeMode",
              (object, cells) -> {
                boolean bound = !Fields.text(object, "spec", "volumeName").isEmpty();
                String capacity = Fields.text(object, "status", "capacity", "storage");
                List<String> modes = Fields.texts(object, "status", "accessModes");
                cells
                    .name()
                    .text(phase(object))
                    .text("", "spec", "volumeName")
                    .text(bound ? quantity(capacity) : "")
                    .text(bound ? modes(modes) : "")
                    .text(storageClass(object))
                    .text(Fields.UNSET, "spec", "volumeAttributesClassName")
                    .age()
                    .text("Filesystem", "spec", "volumeMode");
              }),
          "storageclasses.storage.k8s.io",
          Printer.of(
              "Name, Provisioner, ReclaimPolicy, VolumeBindingMode, AllowVolumeExpansion, Age",
              (object, cells) ->
                  cells
                      .text(
                          Fields.nameAndDefault(
                              object, "storageclass.kubernetes.io/is-default-class"))
                      .text("", "provisioner")
                      .text("Delete", "reclaimPolicy")
                      .text("Immediate", "volumeBindingMode")
                      .flag(Fields.flag(object, "allowVolumeExpansion"))
                      .age()),
          "volumeattributesclasses.storage.k8s.io",
          Printer.of(
              "Name, DriverName, Age",
              (object, cells) -> cells.name().text("", "driverName").age()),
          "csinodes.storage.k8s.io",
          Printer.of(
              "Name, Drivers:integer, Age",
              (object, cells) ->
                  cells.name().number(object.getArray("spec", "drivers").size()).age()));

  private StoragePrinters() {}

  private static String phase(JsonObject object) {
    return Fields.isTerminating(object)
        ? "Terminating"
        : Fields.textOr(object, "Pending", "status", "phase");
  }

  private static String quantity(String text) {
    return text.isEmpty() ? "0" : Quantity.parse(text).canonical().toString();
  }

  private static String claim(JsonObject reference) {
    return reference.isEmpty()
        ? ""
        : Fields.text(reference, "namespace") + "/" + Fields.text(reference, "name");
  }

  private static String storageClass(JsonObject object) {
    String current = Fields.text(object, "spec", "storageClassName");
    return Fields.textOr(object, current, "metadata", "annotations", OLD_CLASS);
  }

  private static String modes(List<String> modes) {
    return Stream.of("ReadWriteOnce", "ReadOnlyMany", "ReadWriteMany", "ReadWriteOncePod")
        .filter(modes::contains)
        .map(StoragePrinters::initials)
        .collect(Collectors.joining(","));
  }

  private static String initials(String mode) {
    return mode.chars()
        .filter(Character::isUpperCase)
        .mapToObj(Character::toString)
        .collect(Collectors.joining())
        .replace("ROM", "ROX")
        .replace("RWM", "RWX");
  }
}
