using Platform.Contracts;
using Platform.Inference;

namespace Platform.RemoteScoring;

/// <summary>The template's text, for servers that tokenise themselves; its pieces have no ids then.</summary>
internal sealed class TextTemplate(ManifestTemplate template)
{
    public string Of(string statement, IReadOnlyList<string> steps)
    {
        var (first, step, between) = (
            Text(template.FirstStep ?? template.Step),
            Text(template.Step),
            Text(template.Between)
        );
        var written = steps.Select((text, i) => (i == 0 ? first : step).Replace(SequenceTemplate.Step, text));
        return Text(template.Prefix).Replace(SequenceTemplate.Statement, statement)
            + string.Join(between, written)
            + Text(template.Suffix);
    }

    private static string Text(IReadOnlyList<TemplatePiece>? pieces) =>
        string.Concat((pieces ?? []).Select(piece => piece.Text));
}
