import JPCore

/// The formats that are built: one case each.
enum DeliveryFormats {
  /// The format of a destination, connected.
  /// - Throws: `ControlError` with exit code 2 when certificates or tokens cannot be used.
  static func format(
    for destination: Destination, configuration: GatewayConfiguration
  ) throws(ControlError) -> any DeliveryFormat {
    switch destination.format {
    case .fhir:
      let transport = try transport(for: destination)
      return FHIRDelivery(
        context: ConversionContext(configuration, destination: destination),
        receipt: destination.receipt, compression: destination.compression, transport: transport,
        timeout: destination.timeout,
        reloading: { try await transport.reloadTLS() }, closing: { try? await transport.shutdown() })
    case .xds, .hl7, .ssmix2:
      // The configuration's check refuses them before; this is for a caller that did not ask it.
      throw ControlError(exitCode: 2, message: "format \(destination.format.rawValue) is not built yet")
    }
  }

  private static func transport(for destination: Destination) throws(ControlError) -> AsyncHTTPTransport {
    let tls = destination.tls.map { tls in
      TLSIdentity.Configuration(
        ca: tls.ca, certificate: tls.certificate, key: tls.key, minimum: tls.minimum == .v1_2 ? .v1_2 : .v1_3)
    }
    do {
      return try AsyncHTTPTransport(
        baseURL: destination.url, tls: tls, bearerTokenFile: destination.bearerTokenFile,
        connections: destination.concurrency)
    } catch {
      throw ControlError(exitCode: 2, message: "destination \(destination.name): \(error)")
    }
  }
}
