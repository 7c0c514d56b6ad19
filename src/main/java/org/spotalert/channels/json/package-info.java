/** Channels whose messages a template writes as JSON: chat programs, incident.io, AWS DevOps Agent, a server of one's own. */
@NullMarked
package org.spotalert.channels.json;

import org.jspecify.annotations.NullMarked;
