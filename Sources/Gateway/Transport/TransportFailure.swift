import AsyncHTTPClient
import Foundation
import NIOCore
import NIOPosix
import NIOSSL

/// Turns what NIO and AsyncHTTPClient throw into ``TransportError``, in our own words: theirs may hold a URL.
enum TransportFailure {
  /// - Parameter hasBegun: whether the client had a connection and asked for the content.
  static func classify(_ error: any Error, hasBegun: Bool) -> TransportError {
    switch error {
    case is CancellationError:
      return .init(kind: .cancelled, mayHaveArrived: hasBegun, text: "the request was cancelled")
    case let error as HTTPClientError: return classify(error, hasBegun)
    case let error as NIOConnectionError: return classify(error)
    case NIOSSLError.uncleanShutdown: return lost(hasBegun)
    case is NIOSSLError, is BoringSSLError, is NIOSSLExtraError:
      return .init(kind: .tls, mayHaveArrived: hasBegun, text: tlsReason(error))
    case let error as ChannelError: return classify(error, hasBegun)
    case let error as IOError: return classify(errorNumber: error.errnoCode, hasBegun)
    default:
      // Among them a parser's complaint about bytes that are no HTTP answer.
      return hasBegun
        ? .init(kind: .responseLost, mayHaveArrived: true, text: "the answer was not understood as HTTP")
        : .init(kind: .other, mayHaveArrived: false, text: "the request failed (\(type(of: error)))")
    }
  }

  private static func classify(_ error: HTTPClientError, _ hasBegun: Bool) -> TransportError {
    switch error {
    case .cancelled, .alreadyShutdown, .requestStreamCancelled:
      return .init(kind: .cancelled, mayHaveArrived: hasBegun, text: "the request was cancelled")
    case .connectTimeout, .tlsHandshakeTimeout, .getConnectionFromPoolTimeout:
      return .init(kind: .timeout, mayHaveArrived: false, text: "no connection within the time-out")
    case .deadlineExceeded, .readTimeout, .writeTimeout:
      return .init(kind: .timeout, mayHaveArrived: hasBegun, text: "no whole answer within the time-out")
    case .remoteConnectionClosed, .uncleanShutdown: return lost(hasBegun)
    default:
      return .init(
        kind: hasBegun ? .responseLost : .other, mayHaveArrived: hasBegun,
        text: "the exchange failed (\(error.shortDescription))")
    }
  }

  private static func classify(_ error: NIOConnectionError) -> TransportError {
    if error.connectionErrors.isEmpty {
      return .init(kind: .unreachable, mayHaveArrived: false, text: "the host name does not resolve")
    }
    let failures = error.connectionErrors.map { single -> TransportError in
      if let failure = single.error as? IOError { return classify(errorNumber: failure.errnoCode, false) }
      if case ChannelError.connectTimeout = single.error {
        return .init(kind: .timeout, mayHaveArrived: false, text: "no connection within the time-out")
      }
      return .init(
        kind: .unreachable, mayHaveArrived: false, text: "no connection to any address of the host")
    }
    // A host with two addresses is refused when one of them refuses and the other cannot be reached.
    return failures.first { $0.kind == .connectionRefused } ?? failures[0]
  }

  private static func classify(_ error: ChannelError, _ hasBegun: Bool) -> TransportError {
    switch error {
    case .connectTimeout:
      .init(kind: .timeout, mayHaveArrived: false, text: "no connection within the time-out")
    default: lost(hasBegun)
    }
  }

  private static func classify(errorNumber: Int32, _ hasBegun: Bool) -> TransportError {
    switch errorNumber {
    case ECONNREFUSED:
      .init(kind: .connectionRefused, mayHaveArrived: false, text: "the connection was refused")
    case ENETUNREACH, EHOSTUNREACH, ENETDOWN, EHOSTDOWN, EADDRNOTAVAIL:
      .init(kind: .unreachable, mayHaveArrived: hasBegun, text: "no route to the host (errno \(errorNumber))")
    case ETIMEDOUT:
      .init(kind: .timeout, mayHaveArrived: hasBegun, text: "the network gave no answer in time")
    default: lost(hasBegun)
    }
  }

  private static func lost(_ hasBegun: Bool) -> TransportError {
    hasBegun
      ? .init(kind: .responseLost, mayHaveArrived: true, text: "the connection ended before the whole answer")
      : .init(
        kind: .connectionLostBeforeSending, mayHaveArrived: false,
        text: "the connection ended before the request was sent")
  }

  /// BoringSSL's own word for it, such as `CERTIFICATE_VERIFY_FAILED`: upper case letters, so never a name or
  /// path.
  private static func tlsReason(_ error: any Error) -> String {
    if error is NIOSSLExtraError { return "the server's certificate is not for this host name" }
    let description = String(describing: error)
    if let marker = description.range(of: "OPENSSL_internal:") {
      let reason = description[marker.upperBound...].prefix {
        ("A"..."Z").contains($0) || $0 == "_" || $0.isNumber
      }
      if !reason.isEmpty { return "TLS failed: \(reason)" }
    }
    if description.contains("unableToValidateCertificate") {
      return "the server's certificate is not trusted"
    }
    return "TLS failed"
  }
}
