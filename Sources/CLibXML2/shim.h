#pragma once
#include <string.h>
#include <libxml/parser.h>
#include <libxml/SAX2.h>
#include <libxml/xmlerror.h>
#include <libxml/xmlversion.h>

// What Swift cannot say itself: variadic callbacks, and types that changed between versions of libxml2.

#if LIBXML_VERSION >= 21200
typedef const xmlError *clibxml2_error;
#else
typedef xmlErrorPtr clibxml2_error;
#endif

// The user data of one parse. The first failure stays; its message, which quotes the document, is never kept.
struct clibxml2_parse {
  void *builder;
  xmlParserCtxtPtr parser;
  int code;
  long line;
  long offset;
};

static inline void clibxml2_locate(struct clibxml2_parse *parse) {
  if (parse->parser == NULL || parse->line >= 0) return;
  parse->line = xmlSAX2GetLineNumber(parse->parser);
  parse->offset = xmlByteConsumed(parse->parser);
}

static void clibxml2_note(void *context, clibxml2_error error) {
  struct clibxml2_parse *parse = (struct clibxml2_parse *)context;
  if (parse == NULL || error == NULL || parse->code != 0 || error->level < XML_ERR_ERROR) return;
  parse->code = error->code == 0 ? XML_ERR_INTERNAL_ERROR : error->code;
  clibxml2_locate(parse);
}

static void clibxml2_silence(void *context, const char *format, ...) {
  (void)context;
  (void)format;
}

// The error functions of the calling thread, which libxml2 uses for what it cannot attribute to a parser
// (iconv's failures); its own default prints bytes of the document to standard error.
struct clibxml2_error_functions {
  xmlStructuredErrorFunc structured;
  void *structured_context;
  xmlGenericErrorFunc generic;
  void *generic_context;
};

static inline struct clibxml2_error_functions clibxml2_take_errors(struct clibxml2_parse *parse) {
  struct clibxml2_error_functions before = {xmlStructuredError, xmlStructuredErrorContext, xmlGenericError,
                                            xmlGenericErrorContext};
  xmlSetStructuredErrorFunc(parse, clibxml2_note);
  xmlSetGenericErrorFunc(NULL, clibxml2_silence);
  return before;
}

static inline void clibxml2_give_errors_back(struct clibxml2_error_functions before) {
  xmlSetStructuredErrorFunc(before.structured_context, before.structured);
  xmlSetGenericErrorFunc(before.generic_context, before.generic);
}

// A push parser without any handler for entities, subsets and external resources: what has no handler is not
// read. XML_PARSE_NOENT here only makes libxml2 hand over `&amp;` as `&`; there are no other entities to
// expand.
static inline int clibxml2_create(struct clibxml2_parse *parse, startElementNsSAX2Func start,
                                  endElementNsSAX2Func end, charactersSAXFunc characters,
                                  internalSubsetSAXFunc document_type, commentSAXFunc comment,
                                  processingInstructionSAXFunc instruction) {
  xmlSAXHandler handler;
  memset(&handler, 0, sizeof handler);
  handler.initialized = XML_SAX2_MAGIC;
  handler.startElementNs = start;
  handler.endElementNs = end;
  handler.characters = characters;
  handler.cdataBlock = characters;
  handler.ignorableWhitespace = characters;
  handler.internalSubset = document_type;
  handler.comment = comment;
  handler.processingInstruction = instruction;
  handler.serror = clibxml2_note;
  parse->parser = xmlCreatePushParserCtxt(&handler, parse, NULL, 0, NULL);
  if (parse->parser == NULL) return 0;
  int options = XML_PARSE_NONET | XML_PARSE_NOENT;
#if LIBXML_VERSION >= 21300
  options |= XML_PARSE_NO_XXE;
#endif
  xmlCtxtUseOptions(parse->parser, options);
  return 1;
}

// Inside a CDATA section of which some was handed over: until it ends there can be no tag.
static inline int clibxml2_is_in_cdata(struct clibxml2_parse *parse) {
  return parse->parser->instate == XML_PARSER_CDATA_SECTION;
}

static inline void clibxml2_destroy(struct clibxml2_parse *parse) {
  if (parse->parser != NULL) xmlFreeParserCtxt(parse->parser);
  parse->parser = NULL;
}
