import Testing

/// Tests that run the programs themselves, one after the other: they measure behaviour in time, and the machine may be small.
@Suite(
  .serialized,
  .enabled(if: Binaries.areBuilt, "build ssmix2-gateway and sample-region first, or set SSMIX2_BINARIES"))
enum EndToEnd {}
