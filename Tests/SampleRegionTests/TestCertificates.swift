/// Certificates for tests of TLS only, valid until 2126; nothing outside these tests trusts them.
enum TestCertificates {
  /// The authority that signed the server and the client.
  static let authority = """
    -----BEGIN CERTIFICATE-----
    MIIBijCCAS+gAwIBAgIULT89yXJEY5vXdlbLSzFt0/1FV/4wCgYIKoZIzj0EAwIw
    GTEXMBUGA1UEAwwOVGVzdCBhdXRob3JpdHkwIBcNMjYxMTIyMTgzMjIyWhgPMjEy
    NjEwMjkxODMyMjJaMBkxFzAVBgNVBAMMDlRlc3QgYXV0aG9yaXR5MFkwEwYHKoZI
    zj0CAQYIKoZIzj0DAQcDQgAEF6SJjMumwdSfvYNkzKDLZlzy/01yr7WRajV3cjCI
    KBV/YNLqyxYTtJ5meN+bypeytAz8vdCkBlMCvTqc+UW82KNTMFEwHQYDVR0OBBYE
    FGusEFGsAQWUc8n9C1g22qjEAZ2lMB8GA1UdIwQYMBaAFGusEFGsAQWUc8n9C1g2
    2qjEAZ2lMA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDSQAwRgIhAPVGWb7S
    LghwQWG2hr/8bW429FkT/sJ4tkdEQM58eb6eAiEAs/wLscbD0gzTqAbHDzbUsP66
    Y/ZPkb0ujtzCdTlSYmI=
    -----END CERTIFICATE-----
    """

  /// For localhost and 127.0.0.1.
  static let server = """
    -----BEGIN CERTIFICATE-----
    MIIBmTCCAUCgAwIBAgIUT5JOpWFhBMTWR2mhNVWkNXh9/EQwCgYIKoZIzj0EAwIw
    GTEXMBUGA1UEAwwOVGVzdCBhdXRob3JpdHkwIBcNMjYxMTIyMTgzMjIzWhgPMjEy
    NjEwMjkxODMyMjNaMBQxEjAQBgNVBAMMCWxvY2FsaG9zdDBZMBMGByqGSM49AgEG
    CCqGSM49AwEHA0IABNFu1TzfKyHdIdpMbEr7uwPsop3j/D6LnH8Y8uZ4GWuRMrzd
    1yq1Gj/9vzMpT0ZFYTmPq4ocjsvi8hy3d5GcITajaTBnMBoGA1UdEQQTMBGCCWxv
    Y2FsaG9zdIcEfwAAATAJBgNVHRMEAjAAMB0GA1UdDgQWBBRVgwVAZnsbw1QSucd8
    9s/gauXxIDAfBgNVHSMEGDAWgBRrrBBRrAEFlHPJ/QtYNtqoxAGdpTAKBggqhkjO
    PQQDAgNHADBEAiA4kp0ysf4j+707LHmTU/WUA2J57vZXPWyJ6RhejUbdbQIgF8EE
    FsA7sZX1sqqw645DhhePLoC0bSIea5QIbSUQwaU=
    -----END CERTIFICATE-----
    """

  /// Its key.
  static let serverKey = """
    -----BEGIN PRIVATE KEY-----
    MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgZe7qYLrKUqj5oKP2
    PVN5plTOGnHHnXcHJh3XxQTA/MShRANCAATRbtU83ysh3SHaTGxK+7sD7KKd4/w+
    i5x/GPLmeBlrkTK83dcqtRo//b8zKU9GRWE5j6uKHI7L4vIct3eRnCE2
    -----END PRIVATE KEY-----
    """

  /// Of a client.
  static let client = """
    -----BEGIN CERTIFICATE-----
    MIIBfDCCASKgAwIBAgIUT5JOpWFhBMTWR2mhNVWkNXh9/EUwCgYIKoZIzj0EAwIw
    GTEXMBUGA1UEAwwOVGVzdCBhdXRob3JpdHkwIBcNMjYxMTIyMTgzMjIzWhgPMjEy
    NjEwMjkxODMyMjNaMBIxEDAOBgNVBAMMB2dhdGV3YXkwWTATBgcqhkjOPQIBBggq
    hkjOPQMBBwNCAAQbjBQyuT6Vd2qNh6pFkSeaBJ1Oi+9rdma2O+UNXh1bZj+1Pe7L
    yn9Imq+RMun0Tlj+MmVu/fVqNCVtsl6odnPso00wSzAJBgNVHRMEAjAAMB0GA1Ud
    DgQWBBQstkTMu4kEeSMRrIWg5TO+2bMh4DAfBgNVHSMEGDAWgBRrrBBRrAEFlHPJ
    /QtYNtqoxAGdpTAKBggqhkjOPQQDAgNIADBFAiBbiIeKnzyt2pU0P6x/YYnd/yHA
    780o2kAELqQCxtug8wIhAMaqn8QEVGAzixfzy56b7YDY9VZoa9Y4RAf/5vewtU8w
    -----END CERTIFICATE-----
    """

  /// Its key.
  static let clientKey = """
    -----BEGIN PRIVATE KEY-----
    MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgHfmNHxegr1Blh3Kf
    /94GX99MfqBQTemcz4P90Rcz5xShRANCAAQbjBQyuT6Vd2qNh6pFkSeaBJ1Oi+9r
    dma2O+UNXh1bZj+1Pe7Lyn9Imq+RMun0Tlj+MmVu/fVqNCVtsl6odnPs
    -----END PRIVATE KEY-----
    """

  /// Signed by nobody but itself.
  static let stranger = """
    -----BEGIN CERTIFICATE-----
    MIIBfDCCASOgAwIBAgIUQL2E2/iQ8Ym/XfSZbo+1jYGjCw4wCgYIKoZIzj0EAwIw
    EzERMA8GA1UEAwwIc3RyYW5nZXIwIBcNMjYxMTIyMTgzMjIzWhgPMjEyNjEwMjkx
    ODMyMjNaMBMxETAPBgNVBAMMCHN0cmFuZ2VyMFkwEwYHKoZIzj0CAQYIKoZIzj0D
    AQcDQgAEDDrkcOBB96/p3AX6IqBSeZ1gPpM5I2Ah6+Aye0Hcdmlr5mZ/c0hU4xkB
    61QULhXy2niciK620nVj+zmdbkjjFKNTMFEwHQYDVR0OBBYEFEsrasddqHzqqp8V
    O638rBnTJF+mMB8GA1UdIwQYMBaAFEsrasddqHzqqp8VO638rBnTJF+mMA8GA1Ud
    EwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDRwAwRAIgKyV2kl3y3EWqzs2XjerQO+Qb
    qg7vZF7emHjmx1hGljACIAEp/PGylTDXhJpyHrtS3VepvlzV50R1rIOZ6D92XXyk
    -----END CERTIFICATE-----
    """

  /// Its key.
  static let strangerKey = """
    -----BEGIN PRIVATE KEY-----
    MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgeMapPxXyYg5WH5h5
    K5rd1n2vSfAllyo7icDzBH8LwbahRANCAAQMOuRw4EH3r+ncBfoioFJ5nWA+kzkj
    YCHr4DJ7Qdx2aWvmZn9zSFTjGQHrVBQuFfLaeJyIrrbSdWP7OZ1uSOMU
    -----END PRIVATE KEY-----
    """
}
