/// Version of the gateway: what `--version`, `status` and the build metric tell.
public enum GatewayVersion {
  /// Semantic version of this build.
  public static let current = "0.1.0"
}
