/** An AWS for benchmarks: the real token buckets, latency, a count of calls, and a world of any size. */
@NullMarked
package org.spotalert.bench.aws;

import org.jspecify.annotations.NullMarked;
