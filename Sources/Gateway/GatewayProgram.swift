import CLinux
import Foundation
import Logging
import ServiceLifecycle
import UnixSignals

/// The daemon as a program: configuration, state, services, signals.
public enum GatewayProgram {
  /// Seconds that running requests have to end after SIGTERM; below systemd's `TimeoutStopSec`.
  static let shutdownSeconds = 30

  /// Runs until SIGTERM or SIGINT, then drains.
  /// - Parameters:
  ///   - configurationPath: of config.yaml.
  ///   - language: of problems with the configuration.
  /// - Throws: `ControlError` with the exit code of contract.md section 4.
  public static func run(configurationPath: String, language: Language = .english) async throws(ControlError)
  {
    clinux_keep_freed_memory()
    let configuration = try load(configurationPath, language: language)
    let log = logger(configuration)
    let gateway = try await Gateway(configuration: configuration, time: .system, log: log)
    let notifier = ServiceNotifier()
    do {
      try await gateway.prepare()
      try await services(gateway, configurationPath: configurationPath, notifier: notifier).run()
      for format in gateway.formats.values { await format.shutdown() }
      try gateway.ledger.close()
      log.notice("gateway stopped")
    } catch let error as ControlError {
      throw error
    } catch {
      log.error("gateway ended", metadata: ["error": "\(type(of: error))"])
      throw ControlError(exitCode: 1, message: "the gateway ended with an error (\(type(of: error)))")
    }
  }

  static func load(_ path: String, language: Language) throws(ControlError) -> GatewayConfiguration {
    let reading = ConfigurationFile.load(path: path)
    guard let configuration = reading.configuration else {
      throw ControlError(
        exitCode: 2, code: ReasonCode.configurationRefused.rawValue,
        message: reading.problems.map { $0.text(in: language) }.joined(separator: "\n"))
    }
    return configuration
  }

  private static func logger(_ configuration: GatewayConfiguration) -> Logger {
    let format: LogFormat =
      switch configuration.log.format {
      case .journald: .journald
      case .json: .json
      case .text: .text
      }
    let level = Logger.Level(rawValue: configuration.log.level.rawValue) ?? .info
    return Logger(label: "gateway") { GatewayLogHandler(label: $0, format: format, level: level) }
  }

  /// Started in this order, stopped in the reverse one: first nobody asks any more, then nothing new is read, then what is on its way
  /// ends, and the policy stays in force to the last.
  private static func services(
    _ gateway: Gateway, configurationPath: String, notifier: ServiceNotifier
  ) -> ServiceGroup {
    var services: [any Service] = [gateway.policies]
    services += gateway.workers.sorted { $0.key < $1.key }.map(\.value)
    services += gateway.intakes
    services += gateway.logs
    if let listen = gateway.configuration.admin.listen {
      services.append(
        OperationsEndpoint(
          host: listen.host, port: listen.port, control: gateway, metrics: gateway.metrics,
          log: quiet(gateway.log)))
    }
    services.append(
      ControlSocket(path: gateway.configuration.admin.socket, control: gateway, log: quiet(gateway.log)))
    services.append(
      Lifecycle(gateway: gateway, configurationPath: configurationPath, notifier: notifier))
    var configuration = ServiceGroupConfiguration(
      services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: quiet(gateway.log))
    configuration.maximumGracefulShutdownDuration = .seconds(shutdownSeconds)
    return ServiceGroup(configuration: configuration)
  }

  /// Libraries log their own life at `info`; an operator's log is for the gateway's.
  private static func quiet(_ log: Logger) -> Logger {
    var quiet = log
    quiet.logLevel = max(log.logLevel, .warning)
    return quiet
  }
}

/// Speaks with systemd and listens to SIGHUP. The watchdog is fed only while the pipeline moves.
struct Lifecycle: Service {
  var gateway: Gateway
  var configurationPath: String
  var notifier: ServiceNotifier

  func run() async throws {
    notifier.ready()
    gateway.log.notice("gateway started", metadata: ["version": "\(GatewayVersion.current)"])
    await cancelWhenGracefulShutdown {
      await withDiscardingTaskGroup { group in
        group.addTask { await self.feedWatchdog() }
        group.addTask { await self.followReloads() }
      }
    }
    notifier.stopping()
    gateway.log.notice("gateway draining")
    for worker in gateway.workers.values { worker.drain() }
  }

  private func feedWatchdog() async {
    let interval = notifier.watchdogInterval.map { $0 / 3 } ?? .seconds(10)
    while !Task.isCancelled {
      let stalled = gateway.stalledParts
      if stalled.isEmpty {
        notifier.watchdog()
      } else {
        gateway.log.error(
          "the pipeline stands still", metadata: ["parts": "\(stalled.joined(separator: " "))"])
      }
      do { try await gateway.time.sleep(min(interval, .seconds(10))) } catch { return }
    }
  }

  private func followReloads() async {
    for await _ in await UnixSignalsSequence(trapping: .sighup) {
      notifier.reloading()
      await reload()
      notifier.ready()
    }
  }

  /// Identity, consent and scope are taken over; topology needs a restart, and a bad configuration changes nothing.
  private func reload() async {
    do {
      let configuration = try GatewayProgram.load(configurationPath, language: .english)
      try await gateway.policies.reload(configuration)
      for (name, format) in gateway.formats {
        do { try await format.reload() } catch {
          gateway.log.error(
            "new certificates are not usable; the old ones stay", metadata: ["destination": "\(name)"])
        }
      }
      gateway.metrics.configReloadSuccessful.set(1)
      let isSame =
        configuration.storages == gateway.configuration.storages
        && configuration.destinations == gateway.configuration.destinations
      gateway.log.notice(
        isSame ? "configuration reloaded" : "configuration reloaded; storages and destinations need a restart"
      )
    } catch {
      gateway.metrics.configReloadSuccessful.set(0)
      gateway.log.error(
        "configuration refused; the old one stays in force", metadata: ["problem": "\(error)"])
    }
  }
}
