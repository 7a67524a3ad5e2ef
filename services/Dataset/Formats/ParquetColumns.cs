using System.Text.Json;
using Parquet;
using Parquet.Schema;

namespace Platform.Dataset.Formats;

/// <summary>
/// The columns of one row group. Parquet stores each leaf of a nested value as a column of its own, with levels that say
/// where lists begin and which of the enclosing values are null; a row is assembled from them (Melnik et al., "Dremel", 2010).
/// </summary>
internal sealed class ParquetColumns : IDisposable
{
    private readonly IReadOnlyList<Node> _roots;

    private ParquetColumns(IReadOnlyList<Node> roots) => _roots = roots;

    public static async Task<ParquetColumns> Read(
        ParquetRowGroupReader rows,
        ParquetSchema schema,
        CancellationToken cancellationToken
    ) => new(await Nodes(rows, schema.Fields, cancellationToken));

    /// <summary>Writes the next row as an object.</summary>
    public void WriteRow(Utf8JsonWriter writer) => Write(writer, _roots);

    public void Dispose()
    {
        foreach (var leaf in _roots.SelectMany(root => root.Leaves))
        {
            leaf.Dispose();
        }
    }

    private static async Task<IReadOnlyList<Node>> Nodes(
        ParquetRowGroupReader rows,
        IEnumerable<Field> fields,
        CancellationToken cancellationToken
    )
    {
        List<Node> nodes = [];
        foreach (var field in fields)
        {
            nodes.Add(await Of(rows, field, cancellationToken));
        }

        return nodes;
    }

    private static async Task<Node> Of(ParquetRowGroupReader rows, Field field, CancellationToken cancellationToken)
    {
        if (field is DataField data)
        {
            var leaf = await ParquetLeaf.Read(rows, data, cancellationToken);
            return new Node(field, [], [leaf]);
        }
        Field[] inner = field switch
        {
            ListField list => [list.Item],
            StructField fields => [.. fields.Fields],
            MapField map => [map.Key, map.Value],
            _ => throw new NotSupportedException($"the column {field.Path} has the unknown type {field.SchemaType}"),
        };
        var nodes = await Nodes(rows, inner, cancellationToken);
        return new Node(field, nodes, [.. nodes.SelectMany(node => node.Leaves)]);
    }

    private static void Write(Utf8JsonWriter writer, IReadOnlyList<Node> fields)
    {
        writer.WriteStartObject();
        foreach (var field in fields)
        {
            writer.WritePropertyName(field.Name);
            Write(writer, field);
        }
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, Node node)
    {
        var defined = node.First.Definition;
        switch (node.Field)
        {
            case DataField { IsArray: false }:
                node.First.Write(writer);
                break;
            case StructField when defined < node.Field.MaxDefinitionLevel:
                WriteNull(writer, node);
                break;
            case StructField:
                Write(writer, node.Inner);
                break;
            // The level of a list that holds something is one above that of an empty one.
            case var list when defined < node.Filled - 1:
                WriteNull(writer, node);
                break;
            case var list when defined < node.Filled:
                node.Skip();
                writer.WriteStartArray();
                writer.WriteEndArray();
                break;
            default:
                writer.WriteStartArray();
                do
                {
                    WriteItem(writer, node);
                } while (node.First.Repetition == node.Repeated);
                writer.WriteEndArray();
                break;
        }
    }

    private static void WriteItem(Utf8JsonWriter writer, Node list)
    {
        if (list.Inner.Count == 0)
        {
            list.First.Write(writer);
        }
        else if (list.Inner.Count == 1)
        {
            Write(writer, list.Inner[0]);
        }
        else
        {
            Write(writer, list.Inner);
        }
    }

    private static void WriteNull(Utf8JsonWriter writer, Node node)
    {
        node.Skip();
        writer.WriteNullValue();
    }

    /// <param name="Field">The field of the schema.</param>
    /// <param name="Inner">The item of a list, the fields of a struct, key and value of a map.</param>
    /// <param name="Leaves">The columns below it.</param>
    private sealed record Node(Field Field, IReadOnlyList<Node> Inner, IReadOnlyList<ParquetLeaf> Leaves)
    {
        public string Name => Field.Name;

        public ParquetLeaf First => Leaves[0];

        /// <summary>The repetition level of a list's further items.</summary>
        public int Repeated { get; } = Field.MaxRepetitionLevel;

        /// <summary>The definition level from which on a list holds an item.</summary>
        public int Filled { get; } =
            Field is DataField { IsNullable: true } ? Field.MaxDefinitionLevel - 1 : Field.MaxDefinitionLevel;

        /// <summary>Passes over the entry that stands for a null or an empty list.</summary>
        public void Skip()
        {
            foreach (var leaf in Leaves)
            {
                leaf.Skip();
            }
        }
    }
}
