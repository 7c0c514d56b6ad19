/** The templates in deploy/: linted, held to rules, and made into stacks on the local AWS. */
@NullMarked
package org.spotalert.deploy;

import org.jspecify.annotations.NullMarked;
