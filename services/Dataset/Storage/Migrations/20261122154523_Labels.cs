using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Platform.Dataset.Storage.Migrations
{
    /// <inheritdoc />
    public partial class Labels : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "labels",
                schema: "dataset",
                columns: table => new
                {
                    solution_id = table.Column<long>(type: "bigint", nullable: false),
                    labeller = table.Column<string>(type: "text", nullable: false),
                    generation = table.Column<int>(type: "integer", nullable: false),
                    labels = table.Column<short?[]>(type: "smallint[]", nullable: false),
                    outcome = table.Column<bool>(type: "boolean", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_labels", x => new { x.solution_id, x.labeller, x.generation });
                });

            migrationBuilder.Sql(
                """
                insert into dataset.labels (solution_id, labeller, generation, labels)
                select id, 'file', 0, step_labels from dataset.solutions where step_labels is not null
                """);

            migrationBuilder.DropColumn(
                name: "step_labels",
                schema: "dataset",
                table: "solutions");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "labels",
                schema: "dataset");

            migrationBuilder.AddColumn<short?[]>(
                name: "step_labels",
                schema: "dataset",
                table: "solutions",
                type: "smallint[]",
                nullable: true);
        }
    }
}
