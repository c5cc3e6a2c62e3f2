package io.kubeweft.benchmarks.compare;

/** What is compared: the programs under {@code subjects}. */
enum Client {
  KUBEWEFT("Kubeweft", "kubeweft", "kubeweft.KubeweftSubject"),
  FABRIC8("fabric8", "fabric8", "fabric8.Fabric8Subject"),
  CLIENT_JAVA("client-java", "client-java", "clientjava.ClientJavaSubject"),
  JDK("JDK HttpClient + tokens", "jdk", "jdk.JdkSubject"),
  BYTES("JDK HttpClient, bytes only", "jdk", "jdk.BytesSubject");

  private final String label;
  private final String directory;
  private final String mainClass;

  Client(String label, String directory, String mainClass) {
    this.label = label;
    this.directory = directory;
    this.mainClass = "io.kubeweft.benchmarks.subjects." + mainClass;
  }

  String label() {
    return label;
  }

  String directory() {
    return directory;
  }

  String mainClass() {
    return mainClass;
  }

  /** Whether it is no Kubernetes client, but what one could be at best. */
  boolean isFloor() {
    return this == JDK || this == BYTES;
  }

  boolean isRival() {
    return this == FABRIC8 || this == CLIENT_JAVA;
  }
}
